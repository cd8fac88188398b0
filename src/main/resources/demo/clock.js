/**
 * The difference between this machine's clock and the server's, so that a latency is not a difference of clocks: the
 * server's time is asked for a few times, and the quickest answer is off by half its round trip at most.
 */

const SAMPLES = 4;
let offset = 0;
let error = Infinity;

/** Now, by the server's clock, in milliseconds. */
export const serverNow = () => performance.timeOrigin + performance.now() + offset;

/** @returns {string} what was corrected, for people */
export const clockNote = () =>
  error === Infinity ? '' : `The clocks are ${ms(Math.abs(offset))} apart (±${ms(error)}); that is taken off.`;

/** @param {() => Promise<{ now: number }>} ask */
export async function synchronise(ask) {
  error = Infinity;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const sent = performance.now();
    const { now } = await ask();
    const received = performance.now();
    const uncertainty = (received - sent) / 2;
    if (uncertainty >= error) continue;
    error = uncertainty;
    offset = now - (performance.timeOrigin + sent + uncertainty);
  }
}

/** @param {number} value milliseconds */
export function ms(value) {
  if (value < 10) return `${Math.max(0, value).toFixed(1)} ms`;
  if (value < 1_000) return `${Math.round(value)} ms`;
  if (value < 90_000) return `${(value / 1_000).toFixed(value < 10_000 ? 1 : 0)} s`;
  return value < 5_400_000 ? `${Math.round(value / 60_000)} min` : `${Math.round(value / 3_600_000)} h`;
}
