package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.event.EventAttributes;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the answers of the inbox. Events are passed on in their bytes, with the ids of their items. */
final class InboxJson {
    private static final int PER_ITEM = 1024;

    private final ByteArrayOutputStream json;

    private InboxJson(int size) {
        this.json = new ByteArrayOutputStream(size);
    }

    static byte[] page(InboxPage page) {
        InboxJson out = new InboxJson(PER_ITEM * (1 + page.items().size()));
        out.text("{\"items\":[");
        String before = "";
        for (InboxItem item : page.items()) {
            out.text(before);
            out.write(item);
            before = ",";
        }
        out.text("],");
        out.write(page.counts());
        @Nullable ItemPlace next = page.next();
        out.text(next == null ? "}" : ",\"next\":\"" + next + "\"}");
        return out.json.toByteArray();
    }

    static byte[] item(InboxItem item) {
        InboxJson out = new InboxJson(PER_ITEM);
        out.write(item);
        return out.json.toByteArray();
    }

    static byte[] counts(Counts counts) {
        InboxJson out = new InboxJson(PER_ITEM);
        out.text("{");
        out.write(counts);
        out.text("}");
        return out.json.toByteArray();
    }

    private void write(InboxItem item) {
        InboxItem.Flags flags = item.flags();
        text("{\"id\":\"" + item.id() + "\",\"seen\":" + flags.seen() + ",\"read\":" + flags.read() + ",\"archived\":"
                + flags.archived() + ",\"event\":");
        byte[] event = item.event();
        int brace = event.length - 1;
        while (brace > 0 && event[brace] != '}') {
            brace--;
        }
        json.write(event, 0, brace);
        text(",\"" + EventAttributes.ITEM_ID + "\":\"" + item.id() + "\"}}");
    }

    /** The members are in the form of an object's inside. */
    private void write(Counts counts) {
        text("\"unseen\":" + counts.unseen() + ",\"unread\":" + counts.unread() + ",\"cursor\":\"" + counts.cursor()
                + "\"");
    }

    private void text(String ascii) {
        json.writeBytes(ascii.getBytes(US_ASCII));
    }
}
