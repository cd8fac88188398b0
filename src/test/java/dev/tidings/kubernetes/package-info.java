/** What {@code k8s/} renders is what Kubernetes takes, what the service knows, and what we promise of it. */
@NullMarked
package dev.tidings.kubernetes;

import org.jspecify.annotations.NullMarked;
