package dev.tidings.control;

/** That a user has so many sessions on another pod, as that one has announced it; few users' are announced. */
public record RemoteCount(String pod, int sessions) {}
