/** A thread that takes more and more memory. */
const kept = [];
for (;;) kept.push(new Array(10_000).fill({ kept }));
