// The site's accent colour, made legible: contrast by WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
const PAPER = [252, 251, 248];
const NIGHT = [27, 29, 33];
const LEGIBLE = 4.6;

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

// `rgb` moved towards `end` until it can be read on `ground`.
function legible(rgb, ground, end) {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = rgb.map((part, i) => Math.round(part + (end[i] - part) * share));
    if (contrast(mixed, ground) >= LEGIBLE) return mixed;
  }
  return end;
}

// Any CSS colour as three numbers.
function rgbOf(colour) {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function paintWith(host, colour) {
  const rgb = rgbOf(colour);
  const day = legible(rgb, PAPER, [0, 0, 0]);
  const night = legible(rgb, NIGHT, [255, 255, 255]);
  host.style.setProperty("--qa-day", `rgb(${day.join(" ")})`);
  host.style.setProperty("--qa-night", `rgb(${night.join(" ")})`);
}
