/** Where an arrow key leads from a place: over the end of a row, not over the edge of the cabinet. */
export function placeAfter(key: string, place: number, columns: number, count: number): number {
  const next = place + (stepOf(key, place, columns, count) ?? 0);
  return next < 0 || next >= count ? place : next;
}

function stepOf(key: string, place: number, columns: number, count: number): number | undefined {
  switch (key) {
    case "ArrowLeft":
      return -1;
    case "ArrowRight":
      return 1;
    case "ArrowUp":
      return -columns;
    case "ArrowDown":
      return columns;
    case "Home":
      return -place;
    case "End":
      return count - 1 - place;
    default:
      return undefined;
  }
}
