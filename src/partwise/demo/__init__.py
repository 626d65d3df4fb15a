"""The bundled example: real photos, a real classifier, and a watermark that fools it."""
