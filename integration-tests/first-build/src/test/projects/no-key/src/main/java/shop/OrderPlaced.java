package shop;

import dev.duly.Message;

@Message(channel = "orders")
public record OrderPlaced(String orderId, long cents) {}
