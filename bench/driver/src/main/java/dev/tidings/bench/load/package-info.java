/** The clients: many in one thread, each of which counts what it gets. */
package dev.tidings.bench.load;
