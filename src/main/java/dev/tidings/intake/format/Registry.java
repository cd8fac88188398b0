package dev.tidings.intake.format;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds schemas by the ids in records. */
interface Registry {
    /**
     * Returns the schema with its references, or null if the registry does not have one of them; blocks up to a
     * timeout.
     *
     * @throws DeadException a schema cannot be used for reading
     * @throws UnavailableException the registry cannot answer now
     */
    @Nullable
    SchemaText byId(int id) throws DeadException;

    /** Returns the same by the GUID that serialisers of Confluent 8 may write; null in a registry without GUIDs. */
    default @Nullable SchemaText byGuid(UUID guid) throws DeadException {
        return null;
    }
}
