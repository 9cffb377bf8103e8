// The neuron of the start page: sliders, number fields and a ring that can be dragged.
const look = JSON.parse(document.getElementById('look').textContent);
const state = {...look.state};
const find = (id) => document.getElementById(id);
const PAUSE = 250; // ms until the words follow, so that a screen reader is not overrun

function add(parent, tag, attributes, text = '') {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  set(element, attributes);
  element.textContent = text;
  parent.append(element);
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

const {ink, neutral} = look;
const MIDDLE = {'text-anchor': 'middle', fill: ink};
const SMALL = {...MIDDLE, 'font-size': 10};
const MEDIUM = {...MIDDLE, 'font-size': 11};

// The neuron: places are in the panel's own units, 60 and 62 points large.
const at = ([x, y]) => [60 * x, 62 * (3 - y) + 6];

function drawNeuron(svg) {
  const places = look.places.map(at);
  const [body, output] = places.slice(3);
  const [from, to] = [body[0], output[0] - look.sizes[4] / 2 - 1];
  const ends = places.slice(0, 3).map(([x, y]) => ({x1: x, y1: y, x2: body[0], y2: body[1]}));
  for (const end of ends) add(svg, 'line', {...end, stroke: neutral, 'stroke-dasharray': 2});
  add(svg, 'path', {d: `M${from} ${body[1]}H${to - 4}`, stroke: ink, 'stroke-width': 1.5});
  add(svg, 'path', {d: `M${to} ${body[1]}l-8 -4v8z`, fill: ink});
  const wires = ends.map((end) => add(svg, 'line', end));
  const disks = places.map(([cx, cy], k) => add(svg, 'circle',
    {cx, cy, r: look.sizes[k] / 2, stroke: ink, 'stroke-width': 1.2}));
  const values = places.map(([x, y]) => add(svg, 'text', {...SMALL, x, y: y + 3.6}));
  places.forEach(([x, y], k) => add(svg, 'text',
    {...MEDIUM, x, y: y - look.sizes[k] / 2 - 5}, look.names[k]));
  const weights = look.weightPlaces.map(at).map(([x, y]) => add(svg, 'text',
    {...SMALL, x, y: y + 3.6, 'font-weight': 'bold', 'paint-order': 'stroke',
      stroke: '#fff', 'stroke-width': 3, 'stroke-linejoin': 'round'}));
  const [across, name] = look.activation;
  add(svg, 'text', {...SMALL, x: at([across, 0])[0], y: at([0, 0.86])[1]}, 'activation:');
  add(svg, 'text', {...SMALL, x: at([across, 0])[0], y: at([0, 0.64])[1]}, name);
  return (now) => {
    wires.forEach((wire, k) => set(wire,
      {stroke: now.colors[k], 'stroke-width': now.widths[k]}));
    disks.forEach((disk, k) => disk.setAttribute('fill', now.fills[k]));
    values.forEach((label, k) => { label.textContent = now.values[k]; });
    weights.forEach((label, k) => { label.textContent = now.weights[k]; });
  };
}

// The plane of the inputs: a square of 184 points.
const [left, right, bottom, top_] = look.box;
const SIDE = 184;
const across = (x1) => 42 + SIDE * (x1 - left) / (right - left);
const down = (x2) => 26 + SIDE * (top_ - x2) / (top_ - bottom);
const points = (pairs) => pairs.map(([x1, x2]) => `${across(x1)},${down(x2)}`).join(' ');

function drawPlane(svg) {
  const [fires_, silent] = [look.surface.at(-1), look.surface[0]];
  const square = {x: across(left), y: down(top_), width: SIDE, height: SIDE};
  look.answers.forEach((answer, k) => {
    const x = across(left) + 20 + 84 * k;
    add(svg, 'rect', {x, y: 8, width: 16, height: 10, fill: [fires_, silent][k]});
    add(svg, 'text', {...SMALL, x: x + 22, y: 17, 'text-anchor': 'start'}, answer);
  });
  add(svg, 'rect', {...square, fill: silent, id: 'ground'});
  const region = add(svg, 'polygon', {fill: fires_, 'pointer-events': 'none'});
  for (const d of [`M${across(0)} ${down(top_)}V${down(bottom)}`,
    `M${across(left)} ${down(0)}H${across(right)}`]) {
    add(svg, 'path', {d, stroke: neutral, 'stroke-width': 0.8, 'pointer-events': 'none'});
  }
  add(svg, 'path', {d: `M${across(left)} ${down(top_)}V${down(bottom)}H${across(right)}`,
    fill: 'none', stroke: ink, 'stroke-width': 0.8});
  for (let tick = Math.ceil(left); tick <= right; tick += 1) {
    add(svg, 'text', {...SMALL, x: across(tick), y: down(bottom) + 14}, written(tick));
    add(svg, 'text', {...SMALL, x: across(left) - 6, y: down(tick) + 3.6,
      'text-anchor': 'end'}, written(tick));
  }
  add(svg, 'text', {...MEDIUM, x: across(0), y: down(bottom) + 31}, look.names[0]);
  add(svg, 'text', {...MEDIUM, transform: `translate(14 ${down(0)}) rotate(-90)`},
    look.names[1]);
  const line = add(svg, 'polyline', {stroke: ink, 'stroke-width': 2.5,
    'pointer-events': 'none'});
  const ring = add(svg, 'g', {id: 'ring'});
  add(ring, 'circle', {r: 18, fill: 'transparent'}); // enough for a finger
  add(ring, 'circle', {r: 9, fill: 'none', stroke: ink, 'stroke-width': 2});
  return (now) => {
    region.setAttribute('points', points(now.region));
    line.setAttribute('points', points(now.line));
    ring.setAttribute('transform', `translate(${across(state.x1)} ${down(state.x2)})`);
  };
}

const showNeuron = drawNeuron(find('diagram'));
const showPlane = drawPlane(find('plane'));
let speech = 0;

function show() {
  const now = picture(state, look);
  showNeuron(now);
  showPlane(now);
  now.terms.forEach((factors, k) => factors.forEach((text, j) => {
    find(`term-${k}-${j}`).textContent = text;
    if (j === 0) find(`term-${k}-0`).style.borderColor = now.colors[k];
  }));
  find('total').textContent = now.total;
  find('answer').textContent = fires(state)
    ? `, so it fires: ${look.answers[0]}`
    : `, below 0, so it is silent: ${look.answers[1]}`;
  for (const name of Object.keys(state)) {
    const range = find(name);
    range.value = state[name];
    range.setAttribute('aria-valuetext', written(state[name]));
    find(`${name}-number`).value = written(state[name]);
  }
  clearTimeout(speech);
  speech = setTimeout(say, PAUSE);
}

function say() {
  find('words').textContent = describe(state, look.answers);
}

function move(values) {
  Object.assign(state, values);
  for (const name of Object.keys(values)) find(`${name}-note`).textContent = '';
  show();
}

function typed(name) {
  const {min, max} = look.controls[name];
  const number = readNumber(find(`${name}-number`).value);
  let note = 'not a number';
  if (number !== null) {
    const kept = Math.min(Math.max(number, min), max);
    note = kept === number ? '' : `${written(min)} to ${written(max)}: cut to ${written(kept)}`;
    if (written(kept) !== written(state[name])) state[name] = kept;
  }
  show();
  find(`${name}-note`).textContent = note;
}

for (const name of Object.keys(state)) {
  find(name).addEventListener('input', (event) => move({[name]: event.target.valueAsNumber}));
  find(`${name}-number`).addEventListener('change', () => typed(name));
}

const form = document.querySelector('.controls');
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', (event) => {
  event.preventDefault();
  move(look.state);
});

// A click into the plane sets the inputs; the ring follows a finger or the mouse.
function point(event) {
  const svg = find('plane');
  const {x, y} = new DOMPoint(event.clientX, event.clientY)
    .matrixTransform(svg.getScreenCTM().inverse());
  const place = {
    x1: left + (x - across(left)) / SIDE * (right - left),
    x2: top_ - (y - down(top_)) / SIDE * (top_ - bottom),
  };
  for (const [name, value] of Object.entries(place)) {
    const {min, max, step} = look.controls[name];
    place[name] = Math.min(Math.max(Math.round(value / step) * step, min), max);
  }
  move(place);
}

find('ground').addEventListener('click', point);
find('ring').addEventListener('pointerdown', (event) => {
  find('ring').setPointerCapture(event.pointerId);
  find('ring').onpointermove = point;
});
for (const end of ['pointerup', 'pointercancel']) {
  find('ring').addEventListener(end, () => { find('ring').onpointermove = null; });
}

show();
say();
