package dev.tidings.intake.format;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** Compiled schemas by their ids: each is requested once, and stays in the cache while there is room. */
final class SchemaCache<T> {
    private final Registry registry;
    private final Compiler<T> compiler;
    private final Cache<SchemaId, Found<T>> found;
    private final Cache<SchemaId, Boolean> unknown;

    SchemaCache(Registry registry, Compiler<T> compiler, Memory memory) {
        this.registry = registry;
        this.compiler = compiler;
        this.found = memory.cache().build();
        this.unknown = memory.cache().expireAfterWrite(memory.unknownFor()).build();
    }

    /** The maximum number of schemas, and the time for which an unknown id is remembered. */
    record Memory(int most, Duration unknownFor, Ticker ticker) {
        private Caffeine<Object, Object> cache() {
            return Caffeine.newBuilder().maximumSize(most).ticker(ticker).executor(Runnable::run);
        }
    }

    /** Compiles a schema for reading; any exception means that the schema is unusable. */
    interface Compiler<T> {
        T compile(SchemaText schema) throws DeadException;
    }

    /** The permanent meaning of an id for this format. */
    private sealed interface Found<T> {
        record Usable<T>(T schema) implements Found<T> {}

        record Unusable<T>(String why) implements Found<T> {}
    }

    T byId(SchemaId id) throws DeadException {
        Found<T> known = found.getIfPresent(id);
        if (known == null) {
            known = fetch(id);
            found.put(id, known);
        }
        if (known instanceof Found.Usable<T> usable) {
            return usable.schema();
        }
        throw Unreadable.because("schema " + id + ": " + ((Found.Unusable<T>) known).why());
    }

    private Found<T> fetch(SchemaId id) throws DeadException {
        if (unknown.getIfPresent(id) != null) {
            throw unknownSchema(id);
        }
        SchemaText schema;
        try {
            schema = id.findIn(registry);
        } catch (DeadException e) {
            return new Found.Unusable<>(e.getMessage());
        }
        if (schema == null) {
            unknown.put(id, true);
            throw unknownSchema(id);
        }
        return compiled(schema);
    }

    private static DeadException unknownSchema(SchemaId id) {
        return new DeadException(
                DeadReason.UNKNOWN_SCHEMA,
                "schema " + id + ": the registry does not have it or one of its references (expected: a known id)");
    }

    private Found<T> compiled(SchemaText schema) {
        try {
            return new Found.Usable<>(compiler.compile(schema));
        } catch (DeadException e) {
            return new Found.Unusable<>(e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            // The library's parsers may fail in any way on what was registered.
            return new Found.Unusable<>("cannot be parsed, " + e.getClass().getSimpleName() + " (expected: a schema)");
        }
    }

    long size() {
        return found.estimatedSize();
    }
}
