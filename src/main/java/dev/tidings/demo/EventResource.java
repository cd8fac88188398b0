package dev.tidings.demo;

import dev.tidings.http.ProblemException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Accepts a notification from the page and writes it to the log. */
@Path("/demo/events")
class EventResource {
    private static final int MAX_AUDIENCE = 256;
    private static final int MAX_TYPE = 200;
    private static final String TYPE = "demo.message";

    private final DemoPublisher publisher;

    EventResource(DemoPublisher publisher) {
        this.publisher = publisher;
    }

    @POST
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> publish(byte[] body, SecurityContext security) {
        Principal sender = security.getUserPrincipal();
        if (sender == null) {
            throw ProblemException.unauthorized("Not signed in", "a bearer token is missing");
        }
        Fields fields = Fields.of(body);
        Recipient recipient = Recipient.parse(fields.text("audience", MAX_AUDIENCE));
        CloudEvent event = event(fields, recipient, sender.getName());
        return publisher.publish(recipient, event).map(written -> accepted(event, written));
    }

    private static Response accepted(CloudEvent event, RecordMetadata written) {
        return Response.accepted(Map.of(
                        "id", event.getId(),
                        "topic", written.topic(),
                        "partition", written.partition(),
                        "offset", written.offset()))
                .build();
    }

    /** Makes the event; its source names the sender by the token, so that nobody can write in another user's name. */
    private static CloudEvent event(Fields fields, Recipient recipient, String sender) {
        return CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(URI.create("/demo/users/" + encoded(sender)))
                .withType(type(fields.textOrNull("type", MAX_TYPE)))
                .withSubject(recipient.name())
                .withTime(OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS))
                .withData(MediaType.APPLICATION_JSON, fields.json("data").getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static String type(@Nullable String given) {
        return given == null || given.isBlank() ? TYPE : given;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
