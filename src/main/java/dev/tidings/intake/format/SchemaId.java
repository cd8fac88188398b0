package dev.tidings.intake.format;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The id of a schema in a record. */
sealed interface SchemaId {
    /** Returns the schema, or null if the registry does not have it. */
    @Nullable
    SchemaText findIn(Registry registry) throws DeadException;

    /** The number that a registry assigned. */
    record Numbered(int id) implements SchemaId {
        @Override
        public @Nullable SchemaText findIn(Registry registry) throws DeadException {
            return registry.byId(id);
        }

        @Override
        public String toString() {
            return Integer.toString(id);
        }
    }

    /** The GUID, which is the same in each registry that has a copy of the schema. */
    record Guid(UUID guid) implements SchemaId {
        @Override
        public @Nullable SchemaText findIn(Registry registry) throws DeadException {
            return registry.byGuid(guid);
        }

        @Override
        public String toString() {
            return guid.toString();
        }
    }
}
