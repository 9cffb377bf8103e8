// What one neuron with two inputs computes, shows and says: as ann_lib.neuron and the
// panel of lesson 02 do, to the last word (tests/test_start_page.py compares them).
const MINUS = '\u2212';
const DASHES = /[\u2212\u2013\u2010]/g;
const WIDEST = 3; // a weight of this size has the widest connection

/** A number as the course writes it: six digits, a real minus sign, none before 0. */
function written(value) {
  if (value === 0) return '0';
  const [digits, power] = sixDigits(Math.abs(value));
  const text = power < -4 || power > 5
    ? `${pointed(digits, 1)}e${power < 0 ? '-' : '+'}${`${Math.abs(power)}`.padStart(2, '0')}`
    : power < 0
      ? pointed('0'.repeat(-power) + digits, 1)
      : pointed(digits, power + 1);
  return ((value < 0 ? '-' : '') + text).replaceAll('-', MINUS);
}

// Six digits and the power of ten of the first. What lies exactly in the middle goes to
// the even digit, as in Python; toPrecision would go up.
function sixDigits(size) {
  const [mantissa, exponent] = size.toExponential(20).split('e');
  const digits = mantissa.replace('.', '');
  const rest = digits.slice(6);
  const half = '5'.padEnd(rest.length, '0');
  let head = Number(digits.slice(0, 6));
  if (rest > half || (rest === half && head % 2)) head += 1;
  return head === 1e6 ? ['100000', Number(exponent) + 1] : [`${head}`, Number(exponent)];
}

function pointed(digits, places) {
  return `${digits.slice(0, places)}.${digits.slice(places)}`.replace(/\.?0*$/, '');
}

/** A number with no more digits than there is room for in a disk. */
function brief(value) {
  if (value === 0 || Math.abs(value) >= 1e-4) return written(fourPlaces(value));
  return value.toExponential(0).replace(/-(\d)$/, '-0$1').replaceAll('-', MINUS);
}

// What lies in the middle, as only odd multiples of 1/32 do, goes to the even digit.
function fourPlaces(value) {
  const text = value.toFixed(4);
  const up = Math.abs(32 * value) % 2 === 1 && text.at(-1) % 2;
  return up ? text - Math.sign(value) * 1e-4 : Number(text);
}

/** A number within a sum or product: in brackets below 0. */
const bracketed = (value) => (value < 0 ? `(${written(value)})` : written(value));

/** The finite number that a person has written, or null. */
function readNumber(text) {
  let plain = text.replace(/\s/g, '').replace(DASHES, '-');
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(plain)) return null; // a thousand, or one?
  if (!plain.includes('.')) plain = plain.replace(/^([^,]*),([^,]*)$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) && isFinite(plain)
    ? Number(plain)
    : null;
}

const weightedSum = ({w1, w2, bias, x1, x2}) => w1 * x1 + w2 * x2 + bias;
const fires = (state) => weightedSum(state) >= 0;

/** What the numbers are, in words; `answers` say what firing and silence mean. */
function describe(state, answers) {
  const {w1, w2, bias, x1, x2} = state;
  const outcome = fires(state)
    ? `so the neuron fires: ${answers[0]}`
    : `below 0, so the neuron is silent: ${answers[1]}`;
  const blind = w1 === 0 && w2 === 0
    ? ' Both weights are 0: no input matters, and there is no line.'
    : '';
  return `Weights ${written(w1)} and ${written(w2)}, bias ${written(bias)} ` +
    `(threshold ${written(0 - bias)}), inputs ${written(x1)} and ${written(x2)}: ` +
    `the sum is ${written(weightedSum(state))}, ${outcome}.${blind}`;
}

/** The part of a box where w1·x1 + w2·x2 + bias ≥ 0, and the line that borders it. */
function halfPlane({w1, w2, bias}, [left, right, bottom, top]) {
  const corners = [[left, bottom], [right, bottom], [right, top], [left, top]];
  const heights = corners.map(([x1, x2]) => w1 * x1 + w2 * x2 + bias);
  const region = [];
  const line = [];
  corners.forEach((corner, k) => {
    const [height, following] = [heights[k], heights[(k + 1) % 4]];
    if (height >= 0) region.push(corner);
    if (height === 0 && (w1 !== 0 || w2 !== 0)) line.push(corner);
    if (height * following < 0) {
      const way = height / (height - following);
      const crossing = corner.map((x, axis) => x + way * (corners[(k + 1) % 4][axis] - x));
      region.push(crossing);
      line.push(crossing);
    }
  });
  return {region, line: line.length > 1 ? line.slice(0, 2) : []};
}

/** All that moves in the picture; `look` has the colours and the box of the plane. */
function picture(state, look) {
  const {w1, w2, bias, x1, x2} = state;
  const numbers = [w1, w2, bias];
  const values = [x1, x2, 1, weightedSum(state), fires(state) ? 1 : 0];
  const sign = (value) => look.signs[Math.sign(value) + 1];
  const fill = (value) => {
    const level = 0.5 + Math.min(Math.max(value / WIDEST, -1), 1) / 2;
    return look.surface[Math.min(Math.trunc(256 * level), 255)];
  };
  return {
    values: values.map(brief),
    total: written(weightedSum(state)),
    fills: values.map(fill),
    weights: ['w1', 'w2', 'bias'].map((name, k) => `${name} = ${brief(numbers[k])}`),
    colors: numbers.map(sign),
    widths: numbers.map((v) => v && 1 + 8 * Math.min(Math.abs(v) / WIDEST, 1)),
    terms: [[w1, x1], [w2, x2], [bias]].map((factors) => factors.map(bracketed)),
    ...halfPlane(state, look.box),
  };
}
