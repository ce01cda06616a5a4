/** A thread that ends without an answer. */
process.exit(3);
