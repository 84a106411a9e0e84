/** Seeded randomness: a picture must come out byte for byte the same each time it is drawn. */

function hash(text) {
  let value = 2166136261
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0), 16777619)
  return value >>> 0
}

/** Returns a function that gives the next number in [low, high), always the same ones for the same seed. */
export function seeded(text) {
  let state = hash(text)
  return (low = 0, high = 1) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * (high - low)
  }
}

/** Smooth one-dimensional wander around zero (about -1…1), built from a few sines with seeded phases. */
export function wander(random) {
  const waves = [1, 2.3, 4.1].map((speed) => ({ speed, phase: random(0, 6.28), size: 0.55 / speed }))
  return (at) => waves.reduce((sum, wave) => sum + wave.size * Math.sin(at * wave.speed + wave.phase), 0)
}
