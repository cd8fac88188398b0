/** The WebSocket edge: the handshake, the wire format, and the channel that a session writes to. */
@NullMarked
package dev.tidings.socket;

import org.jspecify.annotations.NullMarked;
