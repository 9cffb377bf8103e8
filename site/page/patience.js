// anywidget gives up on a widget that is not ready after two seconds: on a slow machine that
// runs a whole lesson, a panel would stay without its pad. Only anywidget has such limits here.
// ann_course/page/page.js does the same everywhere, but only once it has come with a widget.
const LEAST = 60_000; // milliseconds

export function bePatient() {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => timeout(Math.max(milliseconds, LEAST));
}
