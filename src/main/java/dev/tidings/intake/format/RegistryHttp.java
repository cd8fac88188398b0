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

/** Sends requests to a registry by HTTP. The answer is JSON or unknown, or the registry is unavailable. */
final class RegistryHttp {
    /** The path of Confluent 8 for schemas by GUID; other registries lack it, and answer in different ways. */
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
     * Returns the object at this path, or null if the registry answers that there is none.
     *
     * @throws DeadException the answer exceeds the size limit
     */
    @Nullable
    Map<?, ?> get(String path, long deadline) throws DeadException {
        HttpResponse<byte @Nullable []> response = answer(path, deadline);
        byte[] bytes = response.body();
        if (bytes == null) {
            // A retry would not make it shorter.
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
        throw unavailable("answered " + response.statusCode() + explanation(response.statusCode()), null);
    }

    /** Returns whether the code is 40401 to 40403. A 404 without it comes from a proxy, or from a wrong path. */
    private static boolean isCodeOfNotFound(Map<?, ?> body) {
        Object code = body.get("error_code");
        return code instanceof Long number && number / 100 == NOT_FOUND;
    }

    private static String explanation(int status) {
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
        // HttpRequest.timeout ends with the headers, so it does not bound a slow body.
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

    /** Makes the exception; the registry's own text is left out, since it may hold anything. */
    private UnavailableException unavailable(String why, @Nullable Throwable cause) {
        String sentence = "schema registry " + address.base() + ": " + why;
        return cause == null ? new UnavailableException(sentence) : new UnavailableException(sentence, cause);
    }
}
