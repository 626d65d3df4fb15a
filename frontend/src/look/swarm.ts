/** Swarm: dots side by side where they would lie on one another. */

/** Far below this no one can tell dots apart, and far above it a browser is slow. */
export const MOST_DOTS = 1500;

/** How far each dot moves from the middle line, in units of its own width, never beyond `most`. */
export function swarm(positions: number[], width: number, most: number): number[] {
  const moved = new Array<number>(positions.length).fill(0);
  const order = positions.map((_, at) => at).sort((a, b) => positions[a]! - positions[b]!);
  // the last dot in each lane, from the middle outwards: a dot takes the first lane with room
  const lanes: number[] = [];
  for (const at of order) {
    const free = lanes.findIndex((last) => positions[at]! - last >= width);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = positions[at]!;
    moved[at] = (lane % 2 ? 1 : -1) * Math.ceil(lane / 2);
  }
  const reach = Math.max(...moved.map(Math.abs), 1);
  return reach <= most ? moved : moved.map((each) => (each * most) / reach);
}

/** Every n-th, so that a sample is spread as the whole is. */
export function sampled<T>(all: T[], most: number): T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]!);
}
