package shop;

import dev.duly.IdempotencyKey;
import dev.duly.Message;
import java.util.UUID;

@Message(channel = "stock")
public record StockMoved(@IdempotencyKey UUID id, String sku, int by) {}
