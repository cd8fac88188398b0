/** What the image's AOT cache learns from: a short life of an instance, with all that its first minute brings. */
@org.jspecify.annotations.NullMarked
package dev.tidings.training;
