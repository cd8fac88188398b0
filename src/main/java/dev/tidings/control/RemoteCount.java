package dev.tidings.control;

/** The number of a user's sessions on another pod, as that pod has announced it. Few users are announced. */
public record RemoteCount(String pod, int sessions) {}
