package dev.tidings.bench.load;

/** Engine.IO and Socket.IO version 4, over a WebSocket from the start. */
final class SocketIo implements Dialect {
    private static final String PING = "2";
    private static final String PONG = "3";
    private static final String OPEN = "0{";
    private static final String CONNECT = "40";

    @Override
    public String path(Guest guest) {
        return "/socket.io/?EIO=4&transport=websocket&user=" + Event.key(guest.user());
    }

    @Override
    public Answer answer(String text) {
        if (text.equals(PING)) {
            return Answer.say(PONG);
        }
        if (text.startsWith(OPEN)) {
            return Answer.say(CONNECT);
        }
        return text.startsWith(CONNECT) ? Answer.OPEN : Answer.NOTHING;
    }
}
