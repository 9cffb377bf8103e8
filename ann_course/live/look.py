"""The same look on every panel: one style sheet, in the page's own colours.

The picture is a white card on light and dark pages alike: its colours have meanings
(orange positive, blue negative, white zero) that a dark ground would change. Everything
around it takes its colours from the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as widgets

CSS = """
.ann-panel{container-type:inline-size;box-sizing:border-box;max-width:72rem;margin:4px 0;
 padding:12px 14px;overflow:hidden;border:1px solid var(--jp-border-color2,#bdbdbd);
 border-radius:8px;background:var(--jp-layout-color1,#fff);
 color:var(--jp-content-font-color1,#1f2329);
 font-family:var(--jp-ui-font-family,system-ui,sans-serif)}
.ann-panel>*,.ann-panel .widget-html,.ann-panel .widget-html-content{margin:0}
.ann-panel .ann-hidden,.ann-panel .ann-css{display:none}
.ann-panel .widget-html-content{width:100%;line-height:1.4}
.ann-title .widget-html-content{font-size:16px;font-weight:600;margin-bottom:8px}
.ann-body{display:flex;flex-flow:row wrap;align-items:flex-start;gap:12px 20px;
 overflow:visible}
.ann-controls{flex:1 1 17rem;min-width:min(17rem,100%);max-width:100%;overflow:visible;
 gap:2px}
.ann-pictures{flex:2 1 24rem;min-width:min(20rem,100%);max-width:100%;overflow:visible;
 gap:8px}
.ann-figure{background:#fff;border-radius:6px;overflow:hidden;margin:0 auto}
.ann-figure .jupyter-widgets-error-widget{display:none}
.ann-layer{height:auto;overflow:hidden}
.ann-layer,.ann-layer *{pointer-events:none}
.ann-layer svg{display:block;width:100%;height:auto;color:#1f2329}
.ann-group .widget-html-content{font-size:13px;font-weight:600;margin:6px 0 0;
 color:var(--jp-content-font-color1,#1f2329)}
.ann-controls .widget-label,.ann-controls label,.ann-controls .widget-html-content{
 font-size:13px;color:var(--jp-content-font-color1,#1f2329)}
.ann-slider{align-items:center;gap:6px;width:100%;overflow:visible}
.ann-slider .ann-slider-track{flex:1 1 auto;width:auto;min-width:0;margin:0}
.ann-slider .ann-slider-track>label{flex:0 0 7.5em;width:7.5em!important;text-align:left;
 align-self:center;height:auto;white-space:normal;line-height:1.2;overflow:visible;
 padding:2px 0}
.ann-slider .ann-slider-field{flex:0 0 5.4em;width:5.4em;min-width:0;margin:0}
.ann-slider .ann-slider-field>label{position:absolute;width:1px;height:1px;
 margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.ann-slider .ann-slider-field input{font-variant-numeric:tabular-nums;padding:2px 4px;
 color:var(--jp-content-font-color1,#1f2329)}
.ann-slider .ann-unit{flex:0 0 2.2em;width:2.2em;min-width:0}
.ann-dropdown,.ann-toggle{width:auto;max-width:100%;margin:2px 0}
.ann-panel .ann-dropdown>label{flex:0 0 7.5em;width:7.5em!important;text-align:left}
.ann-panel .ann-player .ann-dropdown>label{flex:0 0 auto;width:auto!important}
.ann-dropdown select{max-width:18em}
.ann-toggle label.widget-label-basic{width:auto;white-space:normal}
.ann-row{flex-flow:row wrap;align-items:center;gap:2px 14px;overflow:visible}
.ann-row>*{flex:0 1 auto}
.ann-row>.ann-slider{flex:1 1 16rem;max-width:24rem}
.ann-panel .ann-row .ann-dropdown>label{flex:0 0 auto;width:auto!important;margin-right:4px}
.ann-row .ann-dropdown select{width:auto}
.ann-buttons{flex-flow:row wrap;gap:6px;overflow:visible;margin-top:8px}
.ann-panel .ann-button{width:auto;height:auto;min-height:28px;padding:3px 12px;margin:0;
 border-radius:4px;font-size:13px;line-height:1.4;white-space:normal;
 color:var(--jp-content-font-color1,#1f2329);
 background:var(--jp-layout-color2,#eee);border:1px solid var(--jp-border-color1,#bdbdbd)}
.ann-words .widget-html-content{font-size:14px;min-height:2.8em}
.ann-note .widget-html-content{font-size:13px}
.ann-sums .widget-html-content{font-size:14px;font-variant-numeric:tabular-nums}
.ann-sums .widget-html-content>div{display:flex;flex-flow:row wrap;gap:6px 24px;
 align-items:flex-start;margin:6px 0}
.ann-sums p{margin:0}
.ann-panel .ann-sums pre{margin:0;padding:6px 10px;font-size:13px;line-height:1.5;
 overflow-x:auto;color:var(--jp-content-font-color1,#1f2329);
 background:var(--jp-layout-color2,#eee);border-radius:4px;
 font-family:var(--jp-code-font-family,monospace)}
.ann-panel .ann-sums table{display:block;min-width:0;max-width:100%;overflow-x:auto;
 border-collapse:collapse;margin:0;font-size:13px;
 color:var(--jp-content-font-color1,#1f2329);border:0}
.ann-panel .ann-sums :is(th,td){padding:2px 8px;text-align:right;border:0;
 max-width:none;background:none}
.ann-panel .ann-sums tr:first-child{border-bottom:1px solid var(--jp-border-color1,#bdbdbd)}
.ann-panel .ann-sums tr{background:none}
.ann-panel .ann-sums .ann-here{outline:2px solid var(--jp-content-font-color1,#1f2329);
 outline-offset:-1px}
.ann-error .widget-html-content{font-size:13px}
.ann-error [role=alert]{padding:8px 10px;border-left:4px solid #b3261e;
 background:var(--jp-layout-color2,#f3f3f3);white-space:pre-wrap}
.ann-panel input:focus-visible,.ann-panel select:focus-visible,
.ann-panel button:focus-visible,.ann-panel .noUi-handle:focus{
 outline:3px solid #2b7bba;outline-offset:2px}
.ann-panel .noUi-target{overflow:visible}
.ann-panel .noUi-connect{background:#2b7bba}
.ann-panel .noUi-handle{border-color:#2b7bba}
@container (max-width:30rem){.ann-slider{flex-wrap:wrap}
 .ann-slider .ann-slider-track{flex-basis:100%}}
"""


def style_sheet() -> str:
    """Return the style sheet as an HTML element."""
    return f"<style>{CSS}</style>"


def sheet(file: Path) -> Any:
    """Return a panel's own style sheet as a widget, which the page does not show."""
    style = widgets.HTML(f"<style>{file.read_text(encoding='utf-8')}</style>")
    style.add_class("ann-css")
    return style
