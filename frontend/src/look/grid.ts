/** Grid: arrow keys go from cell to cell of a table whose cells say their row and column. */

const MOVES: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

export function step(event: KeyboardEvent): void {
  const move = MOVES[event.key];
  const from = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
  if (move === undefined || from === null) return;
  const [row, column] = [Number(from.dataset["row"]) + move[0], Number(from.dataset["column"]) + move[1]];
  const next = document.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
  if (next !== null) {
    event.preventDefault();
    next.focus();
  }
}
