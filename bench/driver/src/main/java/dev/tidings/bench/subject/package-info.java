/** Who is measured: a folder each under bench/subjects, built and started by what stands in it. */
package dev.tidings.bench.subject;
