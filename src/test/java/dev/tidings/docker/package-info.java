/** What is shipped in docker/: the image, the load balancer's configuration, the realm. */
@org.jspecify.annotations.NullMarked
package dev.tidings.docker;
