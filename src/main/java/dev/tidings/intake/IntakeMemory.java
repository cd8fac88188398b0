package dev.tidings.intake;

/** How much intake keeps in memory; any thread may look. */
public final class IntakeMemory {
    private final Mapper.Memory memory;

    IntakeMemory(Mapper.Memory memory) {
        this.memory = memory;
    }

    Mapper.Memory memory() {
        return memory;
    }

    /** Events whose repetition would be noticed. */
    public int repetitions() {
        return memory.seen().size();
    }

    /** Recipients whose limits are counted. */
    public int recipients() {
        return memory.limiter().recipients();
    }

    /** Events that wait for their recipient's turn. */
    public int waiting() {
        return memory.limiter().waiting();
    }
}
