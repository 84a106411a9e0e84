/** Small helpers for writing SVG and lists of points. */

/** `tag('circle', { r: 4 })` → `<circle r="4"/>`; empty attributes are left out. */
export function tag(name, attributes, body = '') {
  const written = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined)
  const open = `<${name} ${written.map(([key, value]) => `${key}="${value}"`).join(' ')}`
  return body ? `${open}>${body}</${name}>` : `${open}/>`
}

/** A stroked line without fill. */
export function stroke(d, colour, width, more = {}) {
  return tag('path', { d, fill: 'none', stroke: colour, 'stroke-width': width, ...more })
}

/** '120 0!, 132 14' → [[120, 0, true], [132, 14]]: outlines stay readable; `!` marks a sharp corner. */
export function outline(text) {
  return text.split(',').map((spot) => {
    const numbers = spot.replace('!', '').trim().split(/\s+/).map(Number)
    return spot.includes('!') ? [...numbers, true] : numbers
  })
}

/** The lower front arc of a flat ellipse: the near edge of a rim or seam. */
export function arc(stage, [x, y], r) {
  return `M${x - r} ${y}a${r} ${r * stage.tilt} 0 0 0 ${2 * r} 0`
}
