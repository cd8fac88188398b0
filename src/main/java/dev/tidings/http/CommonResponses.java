package dev.tidings.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Adds to each operation of the OpenAPI document the refusals that any operation can get before it is called. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class CommonResponses implements OASFilter {
    private static final String PROBLEM = "#/components/schemas/Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = document.getComponents();
        components.addResponse(
                "BadRequest", problem("The request is malformed; detail names the fault and the expectation"));
        components.addResponse("Unauthorized", unauthorized());
        components.addResponse(
                "Forbidden",
                problem("The token lacks the role. Without a body: the origin of the page is not allowed"));
        components.addResponse("NotFound", problem("The resource does not exist, or the feature is switched off"));
        components.addResponse("NotAcceptable", problem("The header Accept excludes application/json"));
        components.addResponse("TooLarge", problem("The body is larger than quarkus.http.limits.max-body-size"));
        components.addResponse("UnsupportedMediaType", unsupported());
        components.addResponse("LongPath", withoutBody("The path and the query are longer than 4 KB"));
        components.addResponse("LongHeaders", withoutBody("The headers are longer than 32 KB"));
        components.addResponse("Unavailable", unavailable());
        document.getPaths().getPathItems().forEach(CommonResponses::complete);
    }

    private static void complete(String path, PathItem item) {
        for (Operation operation : item.getOperations().values()) {
            APIResponses responses = operation.getResponses();
            // The responses that Quarkus adds have no body.
            refer(responses, "401", "Unauthorized");
            refer(responses, "403", "Forbidden");
            add(responses, "400", "BadRequest");
            if (path.contains("{")) {
                add(responses, "404", "NotFound");
            }
            add(responses, "413", "TooLarge");
            add(responses, "414", "LongPath");
            add(responses, "415", "UnsupportedMediaType");
            add(responses, "431", "LongHeaders");
            add(responses, "503", "Unavailable");
        }
    }

    private static void add(APIResponses responses, String status, String name) {
        if (!responses.hasAPIResponse(status)) {
            refer(responses, status, name);
        }
    }

    private static void refer(APIResponses responses, String status, String name) {
        responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(name));
    }

    private static APIResponse unauthorized() {
        return problem("The token is missing or not valid; the header and the body name the reason")
                .addHeader(HttpHeaders.WWW_AUTHENTICATE, header("The challenge (RFC 6750)", SchemaType.STRING));
    }

    private static APIResponse unsupported() {
        return problem("The media type or the encoding of the body is not supported")
                .addHeader(
                        HttpHeaders.ACCEPT_ENCODING,
                        header("The supported encodings, if Content-Encoding is wrong (RFC 7694)", SchemaType.STRING)
                                .required(false));
    }

    private static APIResponse unavailable() {
        return problem("Temporarily unavailable; send the same request again later")
                .addHeader(HttpHeaders.RETRY_AFTER, header("Seconds to wait", SchemaType.INTEGER));
    }

    private static APIResponse problem(String description) {
        return withoutBody(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))));
    }

    private static APIResponse withoutBody(String description) {
        return OASFactory.createAPIResponse().description(description);
    }

    private static Header header(String description, SchemaType type) {
        return OASFactory.createHeader()
                .description(description)
                .required(true)
                .schema(OASFactory.createSchema().addType(type));
    }
}
