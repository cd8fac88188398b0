/** The broker, as a process of its own, and what is written to it. */
package dev.tidings.bench.kafka;
