package dev.tidings.bench.load;

/** The user in the query, and an event in each frame. */
final class Plain implements Dialect {
    @Override
    public String path(Guest guest) {
        return "/ws?user=" + Event.key(guest.user());
    }

    @Override
    public boolean opensAtOnce() {
        return true;
    }
}
