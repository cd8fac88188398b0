/** The OIDC edge: turns a bearer token into a user, groups and an expiry, or into a refusal with a reason. */
@NullMarked
package dev.tidings.identity;

import org.jspecify.annotations.NullMarked;
