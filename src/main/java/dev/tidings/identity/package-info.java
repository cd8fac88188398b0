/** The OIDC edge: a bearer token becomes a user, groups and an expiry, or a refusal that says why. */
@NullMarked
package dev.tidings.identity;

import org.jspecify.annotations.NullMarked;
