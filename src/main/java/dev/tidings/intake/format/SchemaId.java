package dev.tidings.intake.format;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a schema is called by in a record. */
sealed interface SchemaId {
    /** The schema that is meant, or null where the registry does not know it. */
    @Nullable
    SchemaText in(Registry registry) throws DeadException;

    /** The number that a registry gave it. */
    record Numbered(int id) implements SchemaId {
        @Override
        public @Nullable SchemaText in(Registry registry) throws DeadException {
            return registry.byId(id);
        }

        @Override
        public String toString() {
            return Integer.toString(id);
        }
    }

    /** What it has in each registry that it was copied to. */
    record Guid(UUID guid) implements SchemaId {
        @Override
        public @Nullable SchemaText in(Registry registry) throws DeadException {
            return registry.byGuid(guid);
        }

        @Override
        public String toString() {
            return guid.toString();
        }
    }
}
