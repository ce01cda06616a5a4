export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

export function round(value) {
  return Number(value.toPrecision(4));
}
