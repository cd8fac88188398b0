/** Logout: logins that an issuer or an administrator ends, on their way to the port that reaches all pods. */
@NullMarked
package dev.tidings.identity.logout;

import org.jspecify.annotations.NullMarked;
