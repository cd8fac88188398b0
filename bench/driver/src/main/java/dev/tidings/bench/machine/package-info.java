/** The machine that all run on: its processes, its cores, its ports. */
package dev.tidings.bench.machine;
