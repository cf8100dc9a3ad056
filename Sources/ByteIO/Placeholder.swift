enum ByteIOPlaceholder {}
