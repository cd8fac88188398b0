package dev.tidings.socket;

import dev.tidings.identity.Identity;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Stands in for the endpoint: says who is connected. */
@Authenticated
@WebSocket(path = "/ws")
public class PushEndpoint {
    private final SecurityIdentity security;

    PushEndpoint(SecurityIdentity security) {
        this.security = security;
    }

    @OnOpen
    String open() {
        Identity identity = security.getAttribute(Identity.ATTRIBUTE);
        return new JsonObject()
                .put("user", identity.user().value())
                .put("groups", new JsonArray(identity.groups().stream().sorted().toList()))
                .put("sid", identity.sid())
                .put("expires", identity.expires().toString())
                .put("issuer", identity.issuer())
                .encode();
    }
}
