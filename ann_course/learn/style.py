"""How questions and answers look: a few lines of CSS, and text made safe for HTML.

The text colours are the page's own, so that light and dark themes both keep their
contrast; the meaning stands in a word and a bar, never in a colour alone. Orange and
blue are left to positive and negative numbers; the bars here are the bluish green and
the reddish purple of the same colour-blind-safe palette (Okabe and Ito 2008).
"""

from __future__ import annotations

import html
import re

CSS = """<style>
.ann-learn{color:var(--jp-ui-font-color1,inherit);line-height:1.5;max-width:46em;
 font-size:var(--jp-content-font-size1,14px);font-family:var(--jp-content-font-family,inherit)}
.ann-learn p{margin:.3em 0;white-space:normal}
.ann-learn code,.ann-learn pre{font-family:var(--jp-code-font-family,monospace);
 font-size:.93em;background:rgba(128,128,128,.15);border-radius:3px;padding:0 .25em}
.ann-learn pre{padding:.4em .6em;overflow-x:auto;white-space:pre-wrap;margin:.3em 0}
.ann-card{border-left:5px solid #808080;padding:.35em .9em;margin:.3em 0;
 background:rgba(128,128,128,.08)}
.ann-card.ann-right{border-left-color:#009e73}
.ann-card.ann-wrong{border-left-color:#cc79a7}
.ann-learn table{border-collapse:collapse;margin:.4em 0}
.ann-learn th,.ann-learn td{text-align:left;vertical-align:top;padding:.25em .9em .25em 0;
 border-bottom:1px solid rgba(128,128,128,.4);background:none;color:inherit}
.ann-learn td:last-child{min-width:8em}
.ann-sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(14em,1fr));gap:0 1.2em}
.ann-learn a{color:inherit;text-decoration:underline}
.ann-learn summary{cursor:pointer}
.ann-options.widget-radio{width:auto;max-width:46em;height:auto}
.ann-options .widget-radio-box label{height:auto;line-height:1.4;white-space:normal;
 margin-bottom:.35em;overflow:visible;text-overflow:clip}
.ann-options input:focus-visible,.ann-ask button:focus-visible{
 outline:3px solid #56b4e9;outline-offset:2px}
.ann-locked{display:grid;grid-template-columns:minmax(0,1fr)}
.ann-locked>*{grid-area:1/1}
.ann-veil{z-index:10;background:rgba(128,128,128,.25);display:flex;align-items:center;
 justify-content:center;height:auto}
.ann-veil.widget-html>.widget-html-content{align-self:center;flex:0 1 auto}
.ann-veil .ann-card{background:var(--jp-layout-color1,#fff);max-width:26em;
 color:var(--jp-ui-font-color1,#111);box-shadow:0 1px 6px rgba(0,0,0,.35)}
</style>"""

_EMPHASIS = re.compile(r"\*(\S(?:[^*]*\S)?)\*")


def inline(text: str) -> str:
    """Return text as safe HTML in which `code` and *emphasis* keep their meaning.

    Examples
    --------
    >>> inline("is `a < b` *never* true?")
    'is <code>a &lt; b</code> <em>never</em> true?'
    """
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:  # a lone backtick is only a backtick
        parts[-2:] = ["`".join(parts[-2:])]
    for i, part in enumerate(parts):
        if i % 2:
            parts[i] = f"<code>{part}</code>"
        else:
            parts[i] = _EMPHASIS.sub(r"<em>\1</em>", part)
    return "".join(parts)


def paragraphs(text: str) -> str:
    """Return text as safe HTML, one paragraph for each block between blank lines."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{inline(' '.join(block.split()))}</p>" for block in blocks)


def plain(text: str) -> str:
    """Return text for a place that shows no markup, such as a radio button's label.

    Examples
    --------
    >>> plain("It *is* `2 * x`, not `x * 3`.")
    'It is 2 * x, not x * 3.'
    """
    parts = text.split("`")
    parts[::2] = [_EMPHASIS.sub(r"\1", part) for part in parts[::2]]
    return " ".join("".join(parts).split())


def card(heading: str, body: str, tone: str = "") -> str:
    """Return a box with a coloured bar, a bold heading and a body of safe HTML.

    ``tone`` is "right", "wrong" or "" for neither.
    """
    extra = f" ann-{tone}" if tone else ""
    return f'<div class="ann-card{extra}"><p><b>{inline(heading)}</b></p>{body}</div>'


def page(body: str, *, live: bool = False) -> str:
    """Return a body of safe HTML with the style around it.

    ``live`` makes it a status that a screen reader speaks when it changes.
    """
    spoken = ' role="status" aria-live="polite"' if live else ""
    return f'{CSS}<div class="ann-learn"{spoken}>{body}</div>'
