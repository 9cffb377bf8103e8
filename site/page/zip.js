// Zip archives: written without compression, read with or without. All names are UTF-8.
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

export function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8 = 0x0800;
const DEFLATED = 8;
const DAMAGED = "The zip file is damaged.";

// Little-endian fields, each [size in bytes, value].
function record(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

// MS-DOS has two seconds to a step and begins in 1980.
function stamp(date) {
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  const years = date.getFullYear() - 1980;
  return [[2, time], [2, (years << 9) | ((date.getMonth() + 1) << 5) | date.getDate()]];
}

// Return the archive of { path: bytes } as a Blob.
export function writeZip(files, date = new Date()) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [path, bytes] of Object.entries(files)) {
    const name = new TextEncoder().encode(path);
    const common = [
      ...[[2, 20], [2, UTF8], [2, 0], ...stamp(date)],
      ...[[4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]],
    ];
    const head = record([4, LOCAL], ...common);
    parts.push(head, name, bytes);
    const tail = [[2, 0], [2, 0], [2, 0], [4, 0], [4, offset]];
    directory.push(record([4, CENTRAL], [2, 20], ...common, ...tail), name);
    offset += head.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = directory.length / 2;
  const end = [[4, END], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]];
  return new Blob([...parts, ...directory, record(...end)], { type: "application/zip" });
}

// Return { path: bytes } of an archive; throw an Error if it is none, or is damaged.
export function readZip(bytes) {
  return read(bytes).catch((error) => {
    throw error instanceof RangeError ? new Error(DAMAGED) : error; // it points nowhere
  });
}

async function read(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new Error("It is not a zip file.");
  const files = {};
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== CENTRAL) throw new Error(DAMAGED);
    const [method, crc] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    const size = view.getUint32(at + 20, true);
    const [nameSize, extra, comment] = [28, 30, 32].map((k) => view.getUint16(at + k, true));
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameSize));
    const path = name.replaceAll("\\", "/"); // as PowerShell's Compress-Archive writes it
    at += 46 + nameSize + extra + comment;
    if (path.endsWith("/")) continue;
    const start =
      local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = bytes.subarray(start, start + size);
    const content = method === DEFLATED ? await inflate(packed).catch(() => packed) : packed;
    if (crc32(content) !== crc) throw new Error(`In the zip file, ${path} is damaged.`);
    files[path] = content;
  }
  return files;
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
