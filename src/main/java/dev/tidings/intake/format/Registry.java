package dev.tidings.intake.format;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where schemas are found by the ids that stand in records. */
interface Registry {
    /**
     * The schema and all that it refers to, or null where the registry does not know one of them; blocks, for a while.
     *
     * @throws DeadException there is one with which nothing can be read
     * @throws UnavailableException it cannot be told now
     */
    @Nullable
    SchemaText byId(int id) throws DeadException;

    /** The same by the GUID that serialisers of Confluent 8 may write; a registry that has none knows none. */
    default @Nullable SchemaText byGuid(UUID guid) throws DeadException {
        return null;
    }
}
