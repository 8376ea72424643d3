package shop;

import dev.duly.Message;
import dev.duly.PartitionKey;

@Message(channel = "orders")
public record OrderPlaced(@PartitionKey String customerId, String orderId, long cents) {}
