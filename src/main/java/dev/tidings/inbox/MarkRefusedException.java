package dev.tidings.inbox;

import dev.tidings.http.ProblemException;
import dev.tidings.socket.ErrorCode;
import java.io.Serial;

/** Thrown if a change of state is not made. The message names what is wrong and what was expected. */
final class MarkRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    private MarkRefusedException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static MarkRefusedException badData(String message) {
        return new MarkRefusedException(ErrorCode.BAD_DATA, message);
    }

    static MarkRefusedException badCursor(String message) {
        return new MarkRefusedException(ErrorCode.CURSOR_INVALID, message);
    }

    static MarkRefusedException tooMany(String message) {
        return new MarkRefusedException(ErrorCode.TOO_MANY_MARKS, message);
    }

    static MarkRefusedException unavailable(String message) {
        return new MarkRefusedException(ErrorCode.INBOX_UNAVAILABLE, message);
    }

    /** Returns the code of the answer over a socket. */
    ErrorCode code() {
        return code;
    }

    /** Returns the answer to a request over HTTP. */
    ProblemException problem() {
        String detail = String.valueOf(getMessage());
        return switch (code) {
            case TOO_MANY_MARKS -> ProblemException.tooMany(detail);
            case INBOX_UNAVAILABLE -> ProblemException.unavailable(detail);
            default -> ProblemException.bad(detail);
        };
    }
}
