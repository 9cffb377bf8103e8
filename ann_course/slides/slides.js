// One slide at a time: arrow keys, space, Home and End, the buttons, or #7 in the address.
const slides = [...document.querySelectorAll('section')];
const [back, next, place] = ['back', 'next', 'place'].map((id) =>
  document.getElementById(id));
const MARGIN = 1; // pixels that rounding may add
let now = 0;

function fit(slide) {
  slide.style.fontSize = '';
  let size = parseFloat(getComputedStyle(slide).fontSize);
  while (slide.scrollHeight > slide.clientHeight + MARGIN && size > 12) {
    size -= 1;
    slide.style.fontSize = `${size}px`;
  }
}

function show(number) {
  now = Math.max(0, Math.min(slides.length - 1, number));
  slides.forEach((slide, k) => slide.classList.toggle('now', k === now));
  fit(slides[now]);
  place.textContent = `${now + 1} / ${slides.length}`;
  back.disabled = now === 0;
  next.disabled = now === slides.length - 1;
  history.replaceState(null, '', `#${now + 1}`);
  slides[now].focus({preventScroll: true});
}

const KEYS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, ' ': 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
  Home: -Infinity, End: Infinity,
};
addEventListener('keydown', (event) => {
  const onButton = event.target.closest('button') && event.key === ' ';
  if (event.altKey || event.ctrlKey || event.metaKey || onButton) return;
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  show(now + KEYS[event.key]);
});
back.addEventListener('click', () => show(now - 1));
next.addEventListener('click', () => show(now + 1));
addEventListener('resize', () => fit(slides[now]));
addEventListener('hashchange', () => show(parseInt(location.hash.slice(1)) - 1 || 0));
document.body.classList.add('deck');
show(parseInt(location.hash.slice(1)) - 1 || 0);
