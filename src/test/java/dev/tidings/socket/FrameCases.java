package dev.tidings.socket;

import static dev.tidings.socket.FrameBytes.bytes;
import static dev.tidings.socket.FrameBytes.close;
import static dev.tidings.socket.FrameBytes.end;
import static dev.tidings.socket.FrameBytes.filler;
import static dev.tidings.socket.FrameBytes.fragment;
import static dev.tidings.socket.FrameBytes.join;
import static dev.tidings.socket.FrameBytes.mid;
import static dev.tidings.socket.FrameBytes.next;
import static dev.tidings.socket.FrameBytes.part;
import static dev.tidings.socket.FrameBytes.pong;
import static dev.tidings.socket.FrameBytes.repeat;
import static dev.tidings.socket.FrameBytes.rest;
import static dev.tidings.socket.FrameBytes.start;
import static dev.tidings.socket.FrameBytes.text;
import static dev.tidings.testkit.RawSocket.BINARY;
import static dev.tidings.testkit.RawSocket.CLOSE;
import static dev.tidings.testkit.RawSocket.CONTINUATION;
import static dev.tidings.testkit.RawSocket.PING;
import static dev.tidings.testkit.RawSocket.PONG;
import static dev.tidings.testkit.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.testkit.RawSocket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What clients send, good and bad, and what RFC 6455 wants of a server: after cases 1 to 7 of the Autobahn suite. */
final class FrameCases {
    static final int MAX_MESSAGE = 65_536;

    /** An event of a type that nobody knows: whoever answers {@code unknown-type} has read it whole. */
    static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"type\":\"com.example.ü€😀\"}";

    private static final String UNKNOWN = "unknown-type";
    private static final String NO_EVENT = "not-a-cloudevent";
    private static final int RSV1 = 0x40;
    private static final int RSV2 = 0x20;
    private static final int RSV3 = 0x10;

    private FrameCases() {}

    /** Frames that are taken: the codes of the errors that answer them, one for each message. */
    record Good(String name, byte[] bytes, List<String> answers) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Frames that end the connection. */
    record Bad(String name, byte[] bytes, int code) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Good good(String name, List<String> answers, byte[]... frames) {
        return new Good(name, join(frames), answers);
    }

    private static Bad bad(String name, int code, byte[]... frames) {
        return new Bad(name + " closes with " + code, join(frames), code);
    }

    static Stream<Good> good() {
        byte[] event = EVENT.getBytes(UTF_8);
        byte[] whole = RawSocket.frame(TEXT, event);
        byte[] ping = RawSocket.frame(PING, "p".getBytes(UTF_8));
        List<String> two = List.of(UNKNOWN, UNKNOWN);
        byte[][] octets = IntStream.range(0, event.length)
                .mapToObj(i -> fragment(i == 0 ? TEXT : CONTINUATION, i == event.length - 1, event[i]))
                .toArray(byte[][]::new);
        return Stream.of(
                good("one text", List.of(UNKNOWN), whole),
                good("an empty text", List.of(NO_EVENT), RawSocket.frame(TEXT, filler(0))),
                good("an empty first fragment", two, start(TEXT), end(event), whole),
                good("two empty first fragments", List.of(UNKNOWN), start(TEXT), next(), end(event)),
                good(
                        "an empty fragment in the middle",
                        List.of(UNKNOWN),
                        part(TEXT, event, 0, 9),
                        next(),
                        rest(event, 9)),
                good("an empty last fragment", two, part(TEXT, event, 0, event.length), end(filler(0)), whole),
                good(
                        "a message of empty fragments",
                        List.of(NO_EVENT, UNKNOWN),
                        start(TEXT),
                        next(),
                        end(filler(0)),
                        whole),
                good("a ping after an empty first fragment", List.of(UNKNOWN), start(TEXT), ping, end(event)),
                good("a pong after an empty first fragment", List.of(UNKNOWN), start(TEXT), pong(), end(event)),
                good("an empty first fragment of binary", List.of(NO_EVENT, UNKNOWN), start(BINARY), end(event), whole),
                good(
                        "empty fragments of binary",
                        List.of(NO_EVENT, UNKNOWN),
                        start(BINARY),
                        next(),
                        end(filler(0)),
                        whole),
                good(
                        "text after binary",
                        List.of(NO_EVENT, UNKNOWN),
                        start(BINARY),
                        end(event),
                        start(TEXT),
                        end(event)),
                good(
                        "three fragments after an empty one",
                        List.of(UNKNOWN),
                        start(TEXT),
                        mid(event, 0, 5),
                        mid(event, 5, 9),
                        rest(event, 9)),
                good(
                        "five of them in a row",
                        List.of(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                        repeat(5, start(TEXT), end(event))),
                good("fragments of one octet", List.of(UNKNOWN), octets),
                good("a ping of 125 bytes", List.of(), RawSocket.frame(PING, filler(125))),
                good("an unasked pong", List.of(), RawSocket.frame(PONG, "unasked".getBytes(UTF_8))),
                good("a message at the limit", List.of(NO_EVENT), RawSocket.frame(TEXT, filler(MAX_MESSAGE))),
                good(
                        "fragments up to the limit",
                        List.of(NO_EVENT),
                        part(TEXT, filler(40_000), 0, 40_000),
                        end(filler(MAX_MESSAGE - 40_000))));
    }

    static Stream<Bad> bad() {
        byte[] event = EVENT.getBytes(UTF_8);
        Stream<Bad> reserved = Stream.of(TEXT, BINARY, CLOSE, PING, PONG)
                .flatMap(opcode -> Stream.of(RSV1, RSV2, RSV3, RSV1 | RSV2 | RSV3)
                        .map(bits -> bad(
                                "opcode " + opcode + " with reserved bits " + bits,
                                1002,
                                RawSocket.frame(opcode | bits, filler(0)))));
        Stream<Bad> opcodes = IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                .mapToObj(opcode -> bad("opcode " + opcode, 1002, RawSocket.frame(opcode, filler(0))));
        Stream<Bad> codes = IntStream.of(
                        0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 5001, 32_768, 65_535)
                .mapToObj(code -> bad("close code " + code, 1002, close(code)));
        Stream<Bad> control = Stream.of(CLOSE, PING, PONG)
                .flatMap(opcode -> Stream.of(
                        bad("control frame " + opcode + " of 126 bytes", 1002, RawSocket.frame(opcode, filler(126))),
                        bad("control frame " + opcode + " in fragments", 1002, fragment(opcode, false)),
                        bad(
                                "control frame " + opcode + " without a mask",
                                1002,
                                RawSocket.frame(opcode, filler(0), true, false))));
        return Stream.of(reserved, opcodes, codes, control, single(event)).flatMap(cases -> cases);
    }

    private static Stream<Bad> single(byte[] event) {
        return Stream.of(
                bad("a reserved bit in a continuation", 1002, start(TEXT), fragment(CONTINUATION | RSV1, true)),
                bad("a reserved bit in a first fragment", 1002, fragment(TEXT | RSV2, false)),
                bad("a text without a mask", 1002, RawSocket.frame(TEXT, event, true, false)),
                bad("a continuation of nothing", 1002, end(event)),
                bad("an empty continuation of nothing", 1002, next()),
                bad("a continuation after a whole message", 1002, RawSocket.frame(TEXT, event), end(event)),
                bad("a text within a message", 1002, part(TEXT, event, 0, 5), RawSocket.frame(TEXT, event)),
                bad("a text after an empty first fragment", 1002, start(TEXT), RawSocket.frame(TEXT, event)),
                bad("a binary within a text", 1002, start(TEXT), next(), RawSocket.frame(BINARY, event)),
                bad("half a close code", 1002, RawSocket.frame(CLOSE, filler(1))),
                bad("a close reason that is not UTF-8", 1007, close(1000, 0xff, 'x')),
                bad("a close reason cut inside a character", 1007, close(1000, 0xc3)),
                bad("a close reason cut inside a long character", 1007, close(3000, 'x', 0xf0, 0x9f, 0x98)),
                bad("a close reason with a surrogate", 1007, close(1000, 0xed, 0xa0, 0x80)),
                bad("a text with an overlong character", 1007, text(0xc0, 0xaf)),
                bad("a text with a surrogate", 1007, text(0xed, 0xa0, 0x80)),
                bad("a text beyond the last character", 1007, text(0xf4, 0x90, 0x80, 0x80)),
                bad("a text cut inside a character", 1007, text('x', 0xe2, 0x82)),
                bad("a character cut by the next fragment", 1007, part(TEXT, bytes(0xe2, 0x82), 0, 2), end(bytes('x'))),
                bad("half a character after an empty fragment", 1007, start(TEXT), end(bytes(0xe2, 0x82))),
                bad(
                        "half a character before an empty end",
                        1007,
                        part(TEXT, bytes(0xe2), 0, 1),
                        next(),
                        end(filler(0))),
                bad("bad text in an unfinished message", 1007, start(TEXT), mid(bytes(0xff), 0, 1)),
                bad("a message beyond the limit", 1009, RawSocket.frame(TEXT, filler(MAX_MESSAGE + 1))),
                bad("a frame far beyond the limit", 1009, RawSocket.frame(BINARY, filler(200_000))),
                bad(
                        "fragments beyond the limit",
                        1009,
                        start(TEXT),
                        mid(filler(40_000), 0, 40_000),
                        next(),
                        mid(filler(40_000), 0, 40_000)),
                bad("500 messages with an empty first fragment", 4429, repeat(500, start(TEXT), end(event))),
                bad("500 messages of empty fragments", 4429, repeat(500, start(TEXT), end(filler(0)))),
                bad("500 empty continuations", 4429, part(TEXT, event, 0, 5), repeat(500, next())),
                bad("500 empty continuations of binary", 4429, start(BINARY), repeat(500, next())),
                bad("500 pings", 4429, repeat(500, RawSocket.frame(PING, filler(0)))),
                bad("500 pongs", 4429, repeat(500, pong())),
                bad("500 pongs within a message", 4429, start(TEXT), repeat(500, pong())));
    }
}
