/** What subjects are given to do, and what is measured meanwhile. */
package dev.tidings.bench.work;
