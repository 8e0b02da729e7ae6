"""The whole model in one page: towns are built and lived in the browser that shows them."""
