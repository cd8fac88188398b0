package dev.tidings.intake.format;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a registry by HTTP: what it answers is JSON, or not known there, or the registry is unavailable. */
final class RegistryHttp {
    /** Where Confluent 8 has schemas by their GUIDs. Other registries have nothing there, and say so each in its own way. */
    static final String GUIDS = "/schemas/guids/";

    private static final int DEPTH = 100;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient client;
    private final RegistryAddress address;
    private final int maxBytes;

    RegistryHttp(HttpClient client, RegistryAddress address, int maxBytes) {
        this.client = client;
        this.address = address;
        this.maxBytes = maxBytes;
    }

    /**
     * The object that stands there, or null where the registry says that nothing does.
     *
     * @throws DeadException it is too long to be read
     */
    @Nullable
    Map<?, ?> get(String path, long deadline) throws DeadException {
        HttpResponse<byte @Nullable []> response = answer(path, deadline);
        byte[] bytes = response.body();
        if (bytes == null) {
            // Waiting would not make it shorter.
            throw Unreadable.because("longer than " + maxBytes
                    + " bytes in its registry (expected: at most so many, tidings.intake.registry.max-schema-size)");
        }
        Map<?, ?> body = object(bytes);
        if (response.statusCode() == OK && body != null) {
            return body;
        }
        boolean known = body != null && isCodeOfNotFound(body);
        if (response.statusCode() == NOT_FOUND && (known || path.startsWith(GUIDS))) {
            return null;
        }
        throw unavailable("answered " + response.statusCode() + said(response.statusCode()), null);
    }

    /** 40401 to 40403; a 404 without it comes from a proxy, or from a path where there is no registry. */
    private static boolean isCodeOfNotFound(Map<?, ?> body) {
        Object code = body.get("error_code");
        return code instanceof Long number && number / 100 == NOT_FOUND;
    }

    private static String said(int status) {
        return switch (status) {
            case OK -> ", but not as a schema registry (expected: JSON by Confluent's API)";
            case 401, 403 -> " (expected: 200, for tidings.intake.registry.user and password, or bearer-token)";
            case NOT_FOUND ->
                ", not as a schema registry (expected: the path before /schemas in tidings.intake.registry.url)";
            default -> " (expected: 200)";
        };
    }

    private HttpResponse<byte @Nullable []> answer(String path, long deadline) {
        URI uri = URI.create(address.base() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        if (address.authorization() != null) {
            request.header("Authorization", address.authorization());
        }
        // Not HttpRequest.timeout, which ends with the headers: a body may trickle for ever.
        CompletableFuture<HttpResponse<byte @Nullable []>> answer =
                client.sendAsync(request.build(), head -> new LimitedBody(maxBytes));
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unavailable("no answer in time (tidings.intake.registry.timeout)", e);
        } catch (ExecutionException e) {
            throw unavailable(text(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String text(@Nullable Throwable cause) {
        if (cause == null) {
            return "no answer";
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ", " + message);
    }

    private @Nullable Map<?, ?> object(byte[] body) {
        try {
            Object json = JsonDocument.read(body, new Bounds(maxBytes, DEPTH).room());
            return json instanceof Map<?, ?> object ? object : null;
        } catch (DeadException e) {
            return null;
        }
    }

    /** What the registry itself says is not repeated: it may hold anything. */
    private UnavailableException unavailable(String why, @Nullable Throwable cause) {
        String sentence = "schema registry " + address.base() + ": " + why;
        return cause == null ? new UnavailableException(sentence) : new UnavailableException(sentence, cause);
    }
}
