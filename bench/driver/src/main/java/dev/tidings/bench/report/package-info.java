/** Figures, as a file, tables, plots and a page. */
package dev.tidings.bench.report;
