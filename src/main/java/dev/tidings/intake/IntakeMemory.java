package dev.tidings.intake;

/** Measures what intake keeps in memory; any thread. */
public final class IntakeMemory {
    private final Mapper.Memory memory;

    IntakeMemory(Mapper.Memory memory) {
        this.memory = memory;
    }

    Mapper.Memory memory() {
        return memory;
    }

    /** Returns the number of events whose repetition is detected. */
    public int repetitions() {
        return memory.seen().size();
    }

    /** Returns the number of recipients whose limits are counted. */
    public int recipients() {
        return memory.limiter().recipients();
    }

    /** Returns the number of events that wait for their recipient's limit. */
    public int waiting() {
        return memory.limiter().waiting();
    }
}
